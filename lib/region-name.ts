/** Whether a text could be the name of a Region, such as `us-east-1`; only AWS knows whether there is such a one. */
export const isRegionName = (text: string): boolean => /^[a-z]{2,}(-[a-z]{2,})+-\d{1,2}$/.test(text);
