import { Skeleton } from '@mantine/core'
import css from './campaigns.module.css'

/** The place of the results while they come, so that what stands under them does not move. */
export function ResultsAwaited() {
  return (
    <div className={css.results} role="status" aria-label="Counting what became of this campaign">
      {['deliveries', 'answers'].map((part) => (
        <section key={part}>
          <Skeleton h={17} w="60%" mb={6} />
          <Skeleton h={15} w="35%" />
        </section>
      ))}
    </div>
  )
}
