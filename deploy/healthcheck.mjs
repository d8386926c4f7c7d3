// Ends with 0 when the console of this container may take alarms.
import { get as getPlain } from 'node:http';
import { get as getTls } from 'node:https';

const port = process.env.COURT_HTTP_PORT ?? '3000';
const get = process.env.COURT_DEMO === '1' ? getPlain : getTls;

// The certificate is the court's own; whether it is trusted is not the question here.
const asked = get({ host: '127.0.0.1', port, path: '/readyz', rejectUnauthorized: false, timeout: 4000 });
asked.on('response', (answer) => process.exit(answer.statusCode === 200 ? 0 : 1));
asked.on('timeout', () => process.exit(1));
asked.on('error', () => process.exit(1));
