import escapeHtml from "escape-html";
import qrcode from "qrcode-generator";

/** Light modules around a code: cameras need them to find it. @see https://www.qrcode.com/en/howto/code.html the margin of ISO/IEC 18004 */
const quiet = 4;

/** Most bytes that a code of level M holds. @see https://www.qrcode.com/en/about/version.html */
const most = 2331;

/**
 * A text as a QR code: an SVG without a size, dark on white, whatever is around it. Its level is M: it is read too if 15 % of it is hidden.
 *
 * @param text at most 2,331 bytes in UTF-8
 * @throws if the text is longer
 */
export function qrSvg(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length > most) throw new Error(`A QR code holds ${most} bytes, and not ${bytes.length}.`);
  const code = qrcode(0, "M");
  // The library takes each character for one byte.
  code.addData(bytes.toString("latin1"));
  code.make();
  const size = code.getModuleCount();
  const rows = Array.from({ length: size }, (_row, y) =>
    Array.from({ length: size }, (_module, x) => (code.isDark(y, x) ? "#" : " ")).join(""),
  );
  // Modules of a row that touch each other are one piece, which keeps the text short.
  const path = rows.flatMap((row, y) =>
    [...row.matchAll(/#+/g)].map(
      ({ 0: { length }, index }) => `M${index + quiet} ${y + quiet}h${length}v1h-${length}z`,
    ),
  );
  const side = size + 2 * quiet;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img" aria-label="QR code: ${escapeHtml(text)}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}h-${side}z"/><path d="${path.join("")}"/></svg>`;
}
