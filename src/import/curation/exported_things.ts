import { OwnedMarks } from "../../model/daws/owned_marks.ts";

/** Leaves out of a file what an export of this program has put into it, and counts that. */
export class ExportedThings {
  /** What exports have put there. */
  readonly marks: OwnedMarks;
  #count = 0;

  /** @param marks Without marks, nothing is left out. */
  constructor(marks: OwnedMarks = new OwnedMarks()) {
    this.marks = marks;
  }

  /** How much was left out. */
  get count(): number {
    return this.#count;
  }

  /** The things that are not ours. */
  without<T>(things: readonly T[], isOurs: (thing: T) => boolean): T[] {
    const others = things.filter((thing) => !isOurs(thing));
    this.#count += things.length - others.length;
    return others;
  }
}
