/** A page as the SDK hands it out. */
type Page<Item> = {
  instances: Item[]
  nextPageUrl?: string | undefined
  nextPage(): Promise<Page<Item>> | undefined
}
type Pageable<Item, Filter> = { page(filter: Filter): Promise<Page<Item>> }

/**
 * Twilio's largest is 1000 (https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging-information),
 * but reading a page is one piece of work: a thousand texts hold up the desk for as long as a slow PC needs for a megabyte.
 */
const PAGE = 250
/** A carrier that always names a next page must not hold the app for ever. */
const MOST_PAGES = 2000

export type Walk<Item> = {
  /** At most so many items; what is beyond is not read. */
  limit?: number
  /** Called once the first page is there. */
  onFirst?: () => void
  /** Nothing behind this page is wanted any more. */
  enough?: (page: readonly Item[]) => boolean
}

/** Walks the pages of a list. `complete` is false when it stopped with more to read and nobody had said that it is enough. */
export async function walkPages<Item>(
  list: Pageable<Item, { pageSize?: number }>,
  filter: object = {},
  { limit = Number.POSITIVE_INFINITY, onFirst = () => {}, enough = () => false }: Walk<Item> = {},
): Promise<{ items: Item[]; complete: boolean }> {
  const items: Item[] = []
  let page: Page<Item> | undefined = await list.page({ ...filter, pageSize: Math.min(PAGE, limit) })
  onFirst()
  for (let count = 1; page; count++) {
    for (const item of page.instances) items.push(item)
    if (items.length > limit) return { items: items.slice(0, limit), complete: false }
    if (enough(page.instances)) return { items, complete: true }
    if (!page.nextPageUrl) return { items, complete: true }
    if (items.length === limit || count >= MOST_PAGES) return { items, complete: false }
    page = await page.nextPage()
  }
  return { items, complete: true }
}

/** All items of a short list, such as numbers or services. */
export const everyPage = async <Item>(
  list: Pageable<Item, { pageSize?: number }>,
  filter: object = {},
): Promise<Item[]> => (await walkPages(list, filter)).items
