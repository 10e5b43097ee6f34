import { TestText } from '../../../ui/messages/TestText'
import { type Review, reviewRows } from '../use-send'
import { type Wizard, whatOf } from '../wizard'

type TestReviewedProps = { wizard: Wizard; review: Review; recipientId?: number }

/** A test text of what was reviewed, with the values of one person or of the first who gets it. */
export function TestReviewed({ wizard, review, recipientId }: TestReviewedProps) {
  return (
    <TestText
      what={async () => ({
        // A template's words come with the review; the wizard holds only its number.
        what: {
          ...whatOf(wizard),
          body: review.what.body,
          purpose: review.what.purpose,
          language: review.what.language,
        },
        recipientId:
          recipientId ??
          (await reviewRows({ reviewId: review.reviewId, tab: 'will', limit: 1 })).rows[0]?.recipientId ??
          null,
        plain: wizard.choices.plain,
        bulk: true,
      })}
    />
  )
}
