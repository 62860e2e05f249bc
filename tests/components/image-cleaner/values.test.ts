import { limitValues } from "../../../components/limits/values";
import { imageCleanerValues } from "../../../components/image-cleaner/values";
import { composeValues } from "../../../components/chart/compose";
import { standardLimits } from "../../stack/stack";

test("a cleaner of which nothing is said has the percentages of the limits", () => {
  expect(imageCleanerValues({ enabled: true })).toStrictEqual({});
});

test("a cleaner that is off needs no thresholds", () => {
  expect(imageCleanerValues({ enabled: false })).toStrictEqual({ imageCleaner: { enabled: false } });
});

test("amounts of a disk are bytes, and take the place of percentages", () => {
  const values = imageCleanerValues({ enabled: true, startAt: "1T", stopAt: "500M" });
  expect(composeValues([limitValues(standardLimits, "dind"), values]).imageCleaner).toStrictEqual({
    imageGCThresholdType: "absolute",
    imageGCThresholdHigh: 1_000_000_000_000,
    imageGCThresholdLow: 500_000_000,
  });
});
