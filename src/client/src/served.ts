// What Paydesk serves as /paydesk.js: the same, and it knows where it came from.

import { paydesk as anywhere, type Options, type Paydesk } from './index.js';

export { PaydeskProblem } from './index.js';

export const paydesk = (options: Options): Paydesk =>
  anywhere({ baseUrl: new URL('.', import.meta.url).href, ...options });
