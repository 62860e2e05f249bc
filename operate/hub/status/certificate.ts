import { isIP } from "node:net";
import { connect } from "node:tls";
import { type HubFacts } from "../../../components/operate/facts";
import { type End, endOn } from "./ends";

/** The certificates of the hub's addresses, by name, and their last days. Those that cannot be read are left out. */
export async function certificateEnds({ hubUrl, binderUrl, addresses }: HubFacts, now: Date): Promise<readonly End[]> {
  const places = new Map(
    [
      { url: new URL(hubUrl), address: addresses.hub },
      { url: new URL(binderUrl), address: addresses.binder ?? addresses.hub },
    ].map((place) => [place.url.host, place]),
  );
  const ends = await Promise.all(
    [...places.values()].map(async ({ url, address }) => {
      if (url.protocol !== "https:") return [];
      const last = await lastDay(address ?? url.hostname, Number(url.port === "" ? 443 : url.port), url.hostname);
      return last === undefined ? [] : [endOn(`certificate of ${url.host}`, last, now)];
    }),
  );
  return ends.flat();
}

/** The last day of the certificate that a server shows, whether or not it is good. */
export function lastDay(host: string, port: number, name: string, seconds = 10): Promise<Date | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false, ...(isIP(name) === 0 && { servername: name }) });
    const end = (last?: Date) => {
      socket.destroy();
      resolve(last);
    };
    socket.setTimeout(seconds * 1000, () => end());
    socket.once("error", () => end());
    socket.once("secureConnect", () => {
      // Without a certificate, it is an empty object.
      const { valid_to: last } = socket.getPeerCertificate() as { valid_to?: string };
      end(last === undefined ? undefined : new Date(last));
    });
  });
}
