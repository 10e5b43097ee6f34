import { Link } from 'react-router'
import { Consent } from '../../../ui/records/Consent'
import text from '../../../ui/text.module.css'
import { KIND_WORD } from '../../../ui/words'
import css from '../inbox.module.css'
import type { Thread } from '../use-inbox'

/** Everybody who has the number, and what they allowed at it. */
export function PeoplePane({ thread: { people, block, person } }: { thread: Thread }) {
  const [only] = people
  return (
    <aside className={css.side} aria-label="People with this number">
      <h2>{people.length === 1 && only ? 'Who this is' : 'People with this number'}</h2>
      {people.length === 0 && <p className={text.muted}>Nobody yet.</p>}
      {people.map(({ id, name, kind, alerts, marketing }) => (
        <div key={id} className={css.person}>
          <Link to={`/people/${id}`} className={text.name} aria-current={id === person ? 'true' : undefined}>
            <bdi>{name}</bdi>
          </Link>
          <span className={`${text.small} ${text.muted}`}>{KIND_WORD[kind]}</span>
          {block && block.cause !== 'doubtful' ? (
            <Consent state="blocked" />
          ) : (
            <dl>
              <dt>Alerts</dt>
              <dd>
                <Consent state={alerts} />
              </dd>
              <dt>Marketing</dt>
              <dd>
                <Consent state={marketing} />
              </dd>
            </dl>
          )}
        </div>
      ))}
      {people.length > 1 && (
        <p className={`${text.small} ${text.muted}`}>
          A STOP from this number blocks it for all {people.length}.
        </p>
      )}
    </aside>
  )
}
