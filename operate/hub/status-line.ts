import { clearLine, cursorTo } from "node:readline";
import { type Clock } from "./clock";
import { painter, type Screen } from "./show";

/** Seconds between two lines where there is no terminal. */
const pause = 10;

/** What long work is doing: one line that changes on a terminal, and a new line every few seconds elsewhere. */
export class StatusLine {
  private last = -Infinity;
  private isShown = false;

  constructor(
    private readonly screen: Screen,
    private readonly clock: Clock,
  ) {}

  show(text: string): void {
    const { out } = this.screen;
    if (out.isTTY === true) {
      this.clear();
      out.write(painter(this.screen)("dim", text.slice(0, widthOf(this.screen) - 1)));
      this.isShown = true;
    } else if (this.clock.now() - this.last >= pause) {
      this.last = this.clock.now();
      out.write(`${text}\n`);
    }
  }

  /** Makes room for a line that stays. */
  clear(): void {
    if (!this.isShown) return;
    cursorTo(this.screen.out, 0);
    clearLine(this.screen.out, 0);
    this.isShown = false;
  }
}

/** Characters in a line. Some terminals say that they have none. */
export function widthOf({ out: { columns = 0 } }: Screen): number {
  return columns < 20 ? 80 : columns;
}
