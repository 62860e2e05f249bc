import { cullingValues } from "../../../components/culling/values";

test("idle servers are looked for as often as the chart says, or as is set", () => {
  expect(cullingValues({})).toStrictEqual({});
  expect(cullingValues({ every: 660 })).toStrictEqual({ jupyterhub: { cull: { every: 660 } } });
});
