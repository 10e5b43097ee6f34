/** The page comes from `app://deskbell`, never from `file://`: a path check, a MIME type and a policy on every answer. */
import { net, protocol } from 'electron'
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
