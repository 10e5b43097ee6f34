import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { Note } from '../../ui/feedback/Note'

/** Stands where an answer would be written while the office takes no replies. */
export function RepliesOff() {
  return (
    <Note
      title="Replies are off."
      action={
        <Anchor component={Link} to="/settings/sending" inherit>
          Settings, Sending
        </Anchor>
      }
    >
      Your texts tell people another way to reach you, so nothing is answered here. Opt-outs that come in are
      obeyed all the same.
    </Note>
  )
}
