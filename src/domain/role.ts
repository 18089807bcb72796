/** Overtaken: the role went to somebody else meanwhile, or the incident ended. */
export type OfferState = 'open' | 'accepted' | 'declined' | 'expired' | 'overtaken'
