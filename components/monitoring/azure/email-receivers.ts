/** Those of an action group who get an e-mail, each named by the address. @param addresses each once */
export function emailReceivers(addresses: readonly string[]) {
  return addresses.map((emailAddress) => ({ name: emailAddress, emailAddress, useCommonAlertSchema: true }));
}
