import { conversionsOf } from "./prove";

test("whatever a file says, no value is lost, no secret is printed, and what is printed is accepted by the program and the chart", () => {
  conversionsOf(40);
});
