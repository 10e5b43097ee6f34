/** The page as a PDF: what its print style shows, nothing else. Only this host can make one; a browser has its own dialog. */
import type { WebContents } from 'electron'
import type { Reply } from '#contract'

export const PRINT = 'host.pdf'

/** Margin boxes of pages, which number them in the print style: https://chromestatus.com/feature/5064464432267264 */
const PAGE_NUMBERS_BY_STYLE = Number((process.versions.chrome ?? '999').split('.')[0]) >= 131
const FOOTER = {
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  footerTemplate:
    '<div style="font-size:8px;width:100%;text-align:right;margin-right:12mm"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
}

/** @param input `{ paper: 'Letter' }` or `{ paper: 'A4' }`, by what the office's country uses */
export const printed = async (page: WebContents, input: unknown): Promise<Reply> => {
  const { paper } = (input ?? {}) as { paper?: unknown }
  try {
    const pdf = await page.printToPDF({
      pageSize: paper === 'Letter' ? 'Letter' : 'A4',
      printBackground: true,
      preferCSSPageSize: false,
      generateTaggedPDF: true,
      ...(PAGE_NUMBERS_BY_STYLE ? {} : FOOTER),
    })
    return { ok: true, value: { base64: pdf.toString('base64') } }
  } catch {
    return { ok: false, error: { code: 'unexpected', reason: { key: 'app.pdf-failed', params: {} } } }
  }
}
