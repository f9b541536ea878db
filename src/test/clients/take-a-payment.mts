// A shop that has nothing but the API description takes a payment with it.
import createClient from "openapi-fetch";
import type { components, paths } from "./paydesk.mjs";

type Problem = components["schemas"]["Problem"];

const [baseUrl = "", stripe = "", service = "", payer = "", userId = ""] = process.argv.slice(2);

function client(token: string) {
  return createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });
}

function told<T>(answer: { data?: T; error?: Problem }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.error?.type}: ${answer.error?.detail}`);
  }
  return answer.data;
}

// The shop's server makes the order.
const order = told(
  await client(service).POST("/v1/orders", {
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    body: { userId, price: "99.99", currency: "usd", metadata: { seats: "A1, A2" } },
  }),
);

// The payer's browser thinks that it costs less, and is told what it does cost.
const browser = client(payer);
const { error } = await browser.POST("/v1/payments", { body: { orderId: order.id, amount: 1 } });
if (error === undefined) {
  throw new Error("Another amount than the order's was taken");
}
const status: number = error.status;
console.log(`${status} ${error.type} ${error.expected}`);

// It starts the payment, and gives the card to Stripe.
const payment = told(await browser.POST("/v1/payments", { body: { orderId: order.id } }));
await fetch(`${stripe}/v1/payment_intents/${payment.paymentIntentId}/confirm`, {
  method: "POST",
  headers: { Authorization: `Bearer ${payment.publishableKey}` },
  body: new URLSearchParams({
    client_secret: payment.clientSecret ?? "",
    payment_method: "pm_card_visa",
  }),
});

// Then it waits until the money has come.
async function now() {
  return told(await browser.GET("/v1/orders/{id}", { params: { path: { id: order.id } } }));
}
const until = Date.now() + 20_000;
let seen = await now();
while (seen.status === "pending" && Date.now() < until) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  seen = await now();
}
const paid = told(await browser.GET("/v1/payments", { params: { query: { orderId: order.id } } }));
console.log(`order ${seen.id} ${seen.status} ${paid.data.map((one) => one.status)}`);
