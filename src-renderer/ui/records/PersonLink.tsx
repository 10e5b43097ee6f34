import { Link } from 'react-router'
import text from '../text.module.css'

/** A name in a table's row: the row itself takes the focus, so the link is no stop of its own. */
export function PersonLink({ row }: { row: { recipientId: number | null; name: string } }) {
  if (row.recipientId === null)
    return (
      <span className={text.second}>
        <bdi>{row.name}</bdi>
      </span>
    )
  return (
    <Link className={text.name} to={`/people/${row.recipientId}`} tabIndex={-1}>
      <bdi>{row.name}</bdi>
    </Link>
  )
}
