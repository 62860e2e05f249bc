import { type BackupEvery, cronOf, everyChoices } from "../../../components/backup/schedule";

test.each<readonly [BackupEvery, string, string]>([
  ["24h", "02:41", "41 2 * * *"],
  ["24h", "00:00", "0 0 * * *"],
  ["24h", "23:59", "59 23 * * *"],
  ["12h", "02:41", "41 2,14 * * *"],
  ["12h", "14:41", "41 2,14 * * *"],
  ["6h", "05:07", "7 5,11,17,23 * * *"],
])("every %s, at %s: %s", (every, at, cron) => expect(cronOf(every, at)).toBe(cron));

test("times from one to the next go into a day", () => {
  expect(everyChoices.map((every) => 24 % Number.parseInt(every, 10))).toEqual([0, 0, 0]);
});
