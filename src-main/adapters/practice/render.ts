import type { PracticeAccount, PracticeNumber, PracticeService } from './account'
import type { PracticeMedia, StoredMessage } from './ledger'
import type { MessageState } from './life'
import { errorWords } from './outcomes'
import { sidFor } from './post-office'

/** The account's numbers were bought on this day, whatever the clock says. */
const LONG_AGO = Date.parse('2024-01-02T03:04:05Z')

/** Twilio's date form in the 2010 API: `Thu, 30 Jul 2015 20:12:31 +0000`. */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000')
}

/** Twilio's date form in the newer APIs: whole seconds. */
export function iso(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}

export function messageJson(account: PracticeAccount, message: StoredMessage, state: MessageState) {
  const uri = `/2010-04-01/Accounts/${account.sid}/Messages/${message.sid}`
  const known = message.service === null || state.chosen || message.direction !== 'outbound-api'
  return {
    account_sid: account.sid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: state.sentAt === null ? null : rfc2822(state.sentAt),
    date_updated: rfc2822(state.updatedAt),
    direction: message.direction,
    error_code: state.code,
    error_message: state.code === null ? null : errorWords(state.code),
    from: known ? message.from : null,
    messaging_service_sid: message.service,
    num_media: String(message.media.length),
    num_segments: known ? String(message.segments) : '0',
    price: state.gone ? message.price : null,
    price_unit: account.currency,
    sid: message.sid,
    status: state.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  }
}

export function mediaJson(account: PracticeAccount, message: StoredMessage, media: PracticeMedia) {
  return {
    account_sid: account.sid,
    content_type: media.contentType,
    date_created: rfc2822(message.createdAt),
    date_updated: rfc2822(message.createdAt),
    parent_sid: message.sid,
    sid: media.sid,
    uri: `/2010-04-01/Accounts/${account.sid}/Messages/${message.sid}/Media/${media.sid}.json`,
  }
}

export function numberJson(account: PracticeAccount, own: PracticeNumber) {
  const sid = sidFor('PN', own.number)
  return {
    account_sid: account.sid,
    address_requirements: 'none',
    address_sid: null,
    api_version: '2010-04-01',
    beta: false,
    bundle_sid: null,
    capabilities: { voice: true, sms: own.sms, mms: own.mms, fax: false },
    date_created: rfc2822(LONG_AGO),
    date_updated: rfc2822(LONG_AGO),
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Active',
    friendly_name: own.name,
    identity_sid: null,
    origin: 'twilio',
    phone_number: own.number,
    sid,
    sms_application_sid: null,
    sms_fallback_method: 'POST',
    sms_method: 'POST',
    status: 'in-use',
    status_callback_method: 'POST',
    trunk_sid: null,
    uri: `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${sid}.json`,
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_method: 'POST',
    voice_receive_mode: 'voice',
  }
}

export function serviceJson(account: PracticeAccount, service: PracticeService) {
  const url = `https://messaging.twilio.com/v1/Services/${service.sid}`
  return {
    account_sid: account.sid,
    area_code_geomatch: true,
    date_created: iso(LONG_AGO),
    date_updated: iso(LONG_AGO),
    fallback_method: 'POST',
    fallback_to_long_code: true,
    fallback_url: null,
    friendly_name: service.name,
    inbound_method: 'POST',
    inbound_request_url: null,
    links: { phone_numbers: `${url}/PhoneNumbers`, us_app_to_person: `${url}/Compliance/Usa2p` },
    mms_converter: true,
    scan_message_content: 'inherit',
    sid: service.sid,
    smart_encoding: false,
    status_callback: null,
    sticky_sender: true,
    synchronous_validation: false,
    url,
    us_app_to_person_registered: service.a2p === 'VERIFIED',
    use_inbound_webhook_on_number: false,
    usecase: 'undeclared',
    validity_period: 36000,
  }
}

export function poolNumberJson(account: PracticeAccount, service: PracticeService, number: string) {
  const own = account.numbers.find((candidate) => candidate.number === number)
  const sid = sidFor('PN', number)
  return {
    account_sid: account.sid,
    capabilities: ['Voice', ...(own?.sms ? ['SMS'] : []), ...(own?.mms ? ['MMS'] : [])],
    country_code: own?.country ?? 'US',
    date_created: iso(LONG_AGO),
    date_updated: iso(LONG_AGO),
    phone_number: number,
    service_sid: service.sid,
    sid,
    url: `https://messaging.twilio.com/v1/Services/${service.sid}/PhoneNumbers/${sid}`,
  }
}

export function alphaSenderJson(account: PracticeAccount, service: PracticeService, name: string) {
  const sid = sidFor('AI', name)
  return {
    account_sid: account.sid,
    alpha_sender: name,
    capabilities: ['SMS'],
    date_created: iso(LONG_AGO),
    date_updated: iso(LONG_AGO),
    service_sid: service.sid,
    sid,
    url: `https://messaging.twilio.com/v1/Services/${service.sid}/AlphaSenders/${sid}`,
  }
}

export function campaignJson(account: PracticeAccount, service: PracticeService) {
  const sid = sidFor('QE', service.sid)
  return {
    account_sid: account.sid,
    age_gated: false,
    brand_registration_sid: sidFor('BN', account.sid),
    campaign_id: service.a2p === 'VERIFIED' ? 'CPRACT1' : null,
    campaign_status: service.a2p,
    date_created: iso(LONG_AGO),
    date_updated: iso(LONG_AGO),
    description: 'Appointment reminders of a practice office.',
    direct_lending: false,
    errors: [],
    has_embedded_links: false,
    has_embedded_phone: false,
    help_keywords: ['HELP'],
    help_message: 'Reply STOP to unsubscribe.',
    is_externally_registered: false,
    message_flow: 'People sign up at the front desk.',
    message_samples: ['Your appointment is tomorrow at 9.', 'We are closed on Monday.'],
    messaging_service_sid: service.sid,
    mock: false,
    opt_in_keywords: ['START'],
    opt_in_message: 'You are subscribed.',
    opt_out_keywords: ['STOP'],
    opt_out_message: 'You are unsubscribed.',
    rate_limits: null,
    sid,
    subscriber_opt_in: true,
    url: `https://messaging.twilio.com/v1/Services/${service.sid}/Compliance/Usa2p/${sid}`,
    us_app_to_person_usecase: 'MIXED',
  }
}

export function brandJson(account: PracticeAccount, brand: NonNullable<PracticeAccount['brand']>) {
  const sid = sidFor('BN', account.sid)
  return {
    a2p_profile_bundle_sid: sidFor('BU', `a2p ${account.sid}`),
    account_sid: account.sid,
    brand_feedback: [],
    brand_score: null,
    brand_type: 'STANDARD',
    customer_profile_bundle_sid: sidFor('BU', account.sid),
    date_created: iso(LONG_AGO),
    date_updated: iso(LONG_AGO),
    errors: [],
    failure_reason: brand.failure,
    government_entity: false,
    identity_status: brand.status === 'APPROVED' ? 'VERIFIED' : 'SELF_DECLARED',
    links: {
      brand_vettings: `https://messaging.twilio.com/v1/a2p/BrandRegistrations/${sid}/Vettings`,
      brand_registration_otps: `https://messaging.twilio.com/v1/a2p/BrandRegistrations/${sid}/SmsOtp`,
    },
    mock: false,
    russell_3000: false,
    sid,
    skip_automatic_sec_vet: false,
    status: brand.status,
    tax_exempt_status: null,
    tcr_id: brand.status === 'APPROVED' ? 'BPRACT1' : null,
    url: `https://messaging.twilio.com/v1/a2p/BrandRegistrations/${sid}`,
  }
}

export function verificationJson(account: PracticeAccount, number: string) {
  const sid = sidFor('HH', number)
  return {
    account_sid: account.sid,
    business_name: account.name,
    date_created: iso(LONG_AGO),
    date_updated: iso(LONG_AGO),
    edit_allowed: false,
    message_volume: '1,000',
    opt_in_type: 'VERBAL',
    rejection_reason: null,
    sid,
    status: 'TWILIO_APPROVED',
    tollfree_phone_number: number,
    tollfree_phone_number_sid: sidFor('PN', number),
    url: `https://messaging.twilio.com/v1/Tollfree/Verifications/${sid}`,
    use_case_categories: ['CUSTOMER_CARE'],
    use_case_summary: 'Appointment reminders.',
  }
}

/** The free part of Lookups: the shape of the number. */
export function lookupJson(number: string, valid: boolean) {
  const american = number.startsWith('+1')
  return {
    calling_country_code: valid ? (american ? '1' : number.slice(1, 3)) : null,
    country_code: valid && american ? 'US' : null,
    phone_number: number,
    national_format: valid && american ? number.replace(/^\+1(...)(...)/, '($1) $2-') : null,
    valid,
    validation_errors: valid ? [] : [number.length > 12 ? 'TOO_LONG' : 'TOO_SHORT'],
    caller_name: null,
    sim_swap: null,
    call_forwarding: null,
    line_status: null,
    line_type_intelligence: null,
    identity_match: null,
    reassigned_number: null,
    sms_pumping_risk: null,
    phone_number_quality_score: null,
    pre_fill: null,
    url: `https://lookups.twilio.com/v2/PhoneNumbers/${number}`,
  }
}
