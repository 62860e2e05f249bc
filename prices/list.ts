import { messageOf } from "../sandbox/error-message";
import { page, type Row, services } from "./rows";

/** Azure's price list. It asks for no login. */
export const listUrl = "https://prices.azure.com/api/retail/prices";

/** Fetches a page. */
export type Fetch = (
  url: string,
) => Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>;

/**
 * All rows of a region that the table may need; `Global` has those that are the same everywhere.
 *
 * @throws Error if the list does not answer, or in another form
 */
export async function rowsOf(region: string, currency: string, get: Fetch = fetch): Promise<Row[]> {
  const names = services.map((name) => `serviceName eq '${name}'`).join(" or ");
  const filter = `armRegionName eq '${region}' and priceType eq 'Consumption' and (${names})`;
  const rows: Row[] = [];
  let next: string | null | undefined = `${listUrl}?currencyCode='${currency}'&$filter=${encodeURIComponent(filter)}`;
  while (next) {
    const answer = await get(next).catch((error: unknown) => {
      throw new Error(`${listUrl} cannot be reached: ${causeOf(error)}`);
    });
    if (!answer.ok) throw new Error(`Azure's price list answers ${answer.status} for ${region}.`);
    const read = page.safeParse(await answer.json());
    if (!read.success)
      throw new Error(`Azure's price list answers in another form than its documentation says: ${read.error.message}`);
    rows.push(...read.data.Items);
    next = read.data.NextPageLink;
  }
  return rows;
}

function causeOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}
