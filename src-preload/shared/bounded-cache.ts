/**
 * Answers that are costly to make and asked for again and again, such as how the numbers on screen are written: up to
 * `most` of them, then it begins anew.
 */
export const createBoundedCache = <Value extends NonNullable<unknown> | null>(most: number) => {
  const kept = new Map<string, Value>()
  return (key: string, make: () => Value): Value => {
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make()
    if (kept.size >= most) kept.clear()
    kept.set(key, made)
    return made
  }
}
