/** Why a call cannot be written in a language; its message is one sentence. Caught where the text is made. */
export class NotExpressible extends Error {}
