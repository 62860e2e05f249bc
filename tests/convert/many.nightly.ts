import { conversionsOf } from "./prove";

test("of very many files, no value is lost, no secret is printed, and what is printed is accepted by the program and the chart", () => {
  conversionsOf(300);
}, 600_000);
