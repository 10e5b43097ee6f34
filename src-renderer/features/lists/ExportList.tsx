import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { download } from '../../ui/files'
import { toastError } from '../../ui/feedback/toast'
import { exportList, type List } from './use-lists'

/** Everybody on a list, as a file for a spreadsheet. */
export function ExportList({ list }: { list: List }) {
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={15} aria-hidden />}
      disabled={list.count === 0}
      onClick={() => void exportList(list).then(download).catch(toastError)}
    >
      Export as CSV
    </Button>
  )
}
