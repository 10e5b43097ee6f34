/** "1 person", "1,204 people". */
export const plural = (count: number, one: string, many: string = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`
