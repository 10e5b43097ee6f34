import { type Reaction, reactionOf } from '#shared/text/reactions'

/** A reaction as what it is: "👍 Reacted to “See you at ten”". */
export function ReactionText({ reaction }: { reaction: Reaction }) {
  return (
    <>
      <span aria-hidden>{reaction.mark}</span> {reaction.removed ? 'Took a reaction back from' : 'Reacted to'}{' '}
      {reaction.quoted === '' ? 'a picture' : <q dir="auto">{reaction.quoted}</q>}
    </>
  )
}

/** The words of a text in one line; a reaction that came in is shown as one. */
export function TextLine({ body, direction }: { body: string; direction: 'in' | 'out' }) {
  const reaction = direction === 'in' ? reactionOf(body) : null
  return reaction ? <ReactionText reaction={reaction} /> : <bdi>{body}</bdi>
}
