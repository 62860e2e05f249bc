import { connect, type PeerCertificate } from "node:tls";

/** A certificate as a client sees it. */
export interface Certificate {
  readonly host: string;
  /** Why a client does not trust it, as OpenSSL names it. `undefined` if it does. */
  readonly distrusted?: string;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly issuer: string;
  /** Names that it is for: `DNS:hub.example.org, DNS:*.example.org`. */
  readonly names: string;
  /** Why there is none. */
  readonly failure?: string;
}

/** The certificate of a host at an address, whether or not it is valid. */
export function certificateOf(host: string, address: string, port = 443): Promise<Certificate> {
  const none = { host, from: "", to: "", issuer: "", names: "" };
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, servername: host, rejectUnauthorized: false });
    const fail = (failure: string) => {
      socket.destroy();
      resolve({ ...none, failure });
    };
    socket.setTimeout(10_000, () => {
      fail("no answer in 10 s");
    });
    socket.once("error", (error: Error) => {
      fail(error.message);
    });
    socket.once("secureConnect", () => {
      const found: PeerCertificate = socket.getPeerCertificate();
      const distrusted = socket.authorized ? undefined : String(socket.authorizationError);
      socket.destroy();
      resolve({
        host,
        ...(distrusted !== undefined && { distrusted }),
        from: new Date(found.valid_from).toISOString(),
        to: new Date(found.valid_to).toISOString(),
        issuer: [found.issuer.O, found.issuer.CN].flat().filter(Boolean).join(", "),
        names: found.subjectaltname ?? "",
      });
    });
  });
}
