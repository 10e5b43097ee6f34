/** A page as the SDK hands it out. */
type Page<Item> = { instances: Item[]; nextPage(): Promise<Page<Item>> | undefined }
type Pageable<Item, Filter> = { page(filter: Filter): Promise<Page<Item>> }

/**
 * Twilio's largest is 1000 (https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging-information),
 * but reading a page is one piece of work: a thousand texts hold up the desk for as long as a slow PC needs for a megabyte.
 */
const PAGE = 250
/** A carrier that always names a next page must not hold the app for ever. */
const MOST_PAGES = 500

/** Walks all pages of a list, stopping after `limit` items. */
export async function everyPage<Item>(
  list: Pageable<Item, { pageSize?: number }>,
  filter: object = {},
  limit = Number.POSITIVE_INFINITY,
  onFirst: () => void = () => {},
): Promise<Item[]> {
  const items: Item[] = []
  let page: Page<Item> | undefined = await list.page({ ...filter, pageSize: Math.min(PAGE, limit) })
  onFirst()
  for (let count = 1; page && count <= MOST_PAGES; count++) {
    items.push(...page.instances)
    if (items.length >= limit) return items.slice(0, limit)
    page = await page.nextPage()
  }
  return items
}
