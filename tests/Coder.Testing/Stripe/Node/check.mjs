// Drives the double with Stripe's own library and prints, as one JSON object, what the library made of the answers.
import Stripe from 'stripe';

const given = JSON.parse(process.argv[2]);
const address = new URL(given.address);
const options = { host: address.hostname, port: Number(address.port), protocol: 'http', maxNetworkRetries: 0, telemetry: false };
const stripe = new Stripe(given.key, options);

async function failure(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return { type: error.type, code: error.code ?? null, status: error.statusCode ?? null };
  }
}

const once = { idempotencyKey: 'a-key' };
const customer = await stripe.customers.create({ name: 'Ada', metadata: { coder_account: 'ada' } }, once);
const again = await stripe.customers.create({ name: 'Ada', metadata: { coder_account: 'ada' } }, once);
const prices = await stripe.prices.list({ lookup_keys: ['coder_plan_team'] });
const session = await stripe.checkout.sessions.create({
  mode: 'subscription',
  customer: customer.id,
  line_items: [{ price: prices.data[0].id, quantity: 2 }],
  success_url: 'https://coder.test/paid',
});
const portal = await stripe.billingPortal.sessions.create({ customer: customer.id, return_url: 'https://coder.test/plans' });
const subscription = await stripe.subscriptions.retrieve(given.subscription, { expand: ['latest_invoice'] });
const subscriptions = await stripe.subscriptions.list({ customer: subscription.customer, status: 'all' });
const lines = [];
for await (const line of stripe.invoices.listLineItems(subscription.latest_invoice.id, { limit: 1 })) {
  lines.push(line.quantity);
}

const refund = await stripe.refunds.create({ charge: given.charge, amount: 100 });
const charge = await stripe.charges.retrieve(given.charge);
const meters = await stripe.billing.meters.list({ status: 'active' });
const use = { event_name: 'coder_credits', identifier: 'one', payload: { stripe_customer_id: customer.id, value: '7' } };
const used = await stripe.billing.meterEvents.create(use);
const minute = used.timestamp - (used.timestamp % 60);
const sums = await stripe.billing.meters.listEventSummaries(meters.data[0].id, { customer: customer.id, start_time: minute, end_time: minute + 60 });
const event = stripe.webhooks.constructEvent(given.payload, given.signature, given.secret);

console.log(JSON.stringify({
  customer: customer.id,
  again: again.id,
  account: customer.metadata.coder_account,
  session: session.url,
  portal: portal.url,
  plan: subscription.items.data[0].price.metadata.coder_plan,
  status: subscription.status,
  invoice: subscription.latest_invoice.status,
  count: subscriptions.data.length,
  lines,
  refund: refund.status,
  refunded: charge.amount_refunded,
  used: sums.data.map((sum) => sum.aggregated_value),
  event: event.type,
  header: stripe.webhooks.generateTestHeaderString({ payload: given.payload, secret: given.secret }),
  failures: {
    reused: await failure(() => stripe.customers.create({ name: 'Grace' }, once)),
    missing: await failure(() => stripe.charges.retrieve('ch_000000')),
    twice: await failure(() => stripe.billing.meterEvents.create(use)),
    limited: await failure(() => stripe.customers.retrieve('cus_429')),
    broken: await failure(() => stripe.customers.retrieve('cus_500')),
    stranger: await failure(() => new Stripe('sk_test_other', options).customers.retrieve(customer.id)),
    unsigned: await failure(() => stripe.webhooks.constructEvent(`${given.payload} `, given.signature, given.secret)),
  },
}));
