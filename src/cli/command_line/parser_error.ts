import {
  ArgumentParseError,
  ArgumentScannerError,
  EnumValidationError,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from "@stricli/core";
import type { PluginaryError } from "../../model/pluginary_error.ts";
import { didYouMean } from "./did_you_mean.ts";
import { usageError } from "../../model/usage_error.ts";

/** Words the parser's errors like our own; an error of another kind is returned unchanged. */
export function usageErrorFrom(error: unknown): unknown {
  if (error instanceof EnumValidationError) return wrongValue(error);
  if (error instanceof ArgumentParseError) return unreadableValue(error);
  if (error instanceof UnsatisfiedFlagError) {
    return usageError(`Option "--${error.externalFlagName}" needs a value`);
  }
  if (error instanceof UnexpectedFlagError) {
    return usageError(`Option "--${error.externalFlagName}" was given twice`);
  }
  if (error instanceof UnexpectedPositionalError) {
    return usageError(`Unexpected argument "${error.input}"`);
  }
  if (error instanceof UnsatisfiedPositionalError) {
    return missingArgument(error);
  }
  return error instanceof ArgumentScannerError ? usageError(error.message) : error;
}

/** The placeholder of several arguments names them in their order. */
function missingArgument({ placeholder, limit }: UnsatisfiedPositionalError): PluginaryError {
  const names = placeholder.split(" ");
  return usageError(`Missing argument ${names[limit?.[1] ?? 0] ?? names.at(-1)}`);
}

function wrongValue({ externalFlagName, input, values }: EnumValidationError): PluginaryError {
  const message = `Cannot use "${input}" for --${externalFlagName}: expected one of ${values.join(", ")}`;
  return usageError(message, didYouMean(input, values));
}

/** The message of a value's parser ends the sentence: "it is ...". */
function unreadableValue(error: ArgumentParseError): PluginaryError {
  const { externalFlagNameOrPlaceholder: name, input, exception } = error;
  const isOption = /^[a-z]/.test(name);
  const reason = exception instanceof Error ? exception.message : String(exception);
  return usageError(`Cannot use "${input}" for ${isOption ? "--" : ""}${name}: ${reason}`);
}
