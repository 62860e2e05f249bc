import * as fc from "fast-check";
import { rightAnswers } from "./right-answers";
import { hasAnswers, settingsIn, sumsAreTrue, textFor } from "./written";

test("of thousands of answers, each makes a stack that the program accepts, and of which the comments are true", () => {
  fc.assert(
    fc.property(rightAnswers, (answers) => {
      const text = textFor(answers);
      const settings = settingsIn(text);
      hasAnswers(settings, answers);
      sumsAreTrue(text, settings, answers);
    }),
    { numRuns: 2000 },
  );
});
