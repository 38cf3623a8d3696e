/** Whether a text is the number of a TCP port that a connection can be made to. */
export const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536;
