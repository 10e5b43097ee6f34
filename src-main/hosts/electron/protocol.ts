/** The page comes from `app://deskbell`, never from `file://`: a path check, a MIME type and a policy on every answer. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { net, protocol, type Session } from 'electron'
import { createPage } from '../page'

export const SCHEME = 'app'
/** The compiled page is kept: else each start compiles all of it again. */
export const SCHEME_PRIVILEGES = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
export const ORIGIN = `${SCHEME}://deskbell`

/**
 * Serves the built renderer; the page may connect to nothing.
 * @param devServer where the page comes from instead while it is being developed; null in a package
 */
export const servePage = (root: string, devServer: string | null): void => {
  const page = createPage(root, "'none'")
  protocol.handle(SCHEME, (request) =>
    new URL(request.url).host !== 'deskbell'
      ? new Response('Refused', { status: 403 })
      : devServer === null
        ? page(request)
        : net.fetch(request.url.replace(`${ORIGIN}/`, devServer)),
  )
}

const MOST_MS = 1000

/**
 * Resolves when the page has the files that its document names. They come from the main process: whatever keeps that busy before
 * keeps the page waiting, too. At the latest after a second, for a page that comes from elsewhere.
 * @param root the built renderer
 */
export const pageLoaded = (session: Session, root: string): Promise<void> =>
  new Promise((resolve) => {
    const document = readFileSync(path.join(root, 'index.html'), 'utf8')
    const named = [...document.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => `${ORIGIN}/${file}`)
    const missing = new Set(named)
    const end = () => {
      clearTimeout(late)
      session.webRequest.onCompleted(null)
      resolve()
    }
    const late = setTimeout(end, MOST_MS)
    session.webRequest.onCompleted({ urls: [`${ORIGIN}/*`] }, ({ url }) => {
      missing.delete(url)
      if (missing.size === 0) end()
    })
  })
