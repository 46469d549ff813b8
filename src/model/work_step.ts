/** A step of a long piece of work, and how far it has come. */
export interface WorkStep {
  /** What is being done, like `Checking the descriptions`. */
  readonly what: string;
  /** Set together where the end is known. */
  readonly done?: number;
  readonly total?: number;
  /** Whether nothing more will be told for a second or longer. */
  readonly isLong?: boolean;
}

/** Is told about each step, and at times how far it has come; called in the middle of the work. */
export type WorkListener = (step: WorkStep) => void;
