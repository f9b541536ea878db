// A shop beside Paydesk, with nothing to install but Node 20: see src/docs/guides/bean.md.
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const paydesk = process.env.PAYDESK_URL ?? "http://localhost:8080";
const token = process.env.PAYDESK_TOKEN; // of the role service
const secret = process.env.PAYDESK_SECRET; // whsec_..., as Paydesk gave it for this shop's address
const port = process.env.PORT ?? 3000;

/** The server decides what a course costs, never the browser. */
const prices = new Map([["choir", "99.99"], ["organ", "250.00"]]);

/** In a real shop these are two tables, written in one transaction. */
const done = new Set();
const access = new Map();

async function buy(user, course) {
  const answer = await fetch(`${paydesk}/v1/orders`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify({ userId: user, price: prices.get(course), currency: "usd", metadata: { course } }),
  });
  if (!answer.ok) throw new Error(`Paydesk answered ${answer.status}: ${await answer.text()}`);
  // The payer's browser now begins to pay it: POST /v1/payments with this orderId.
  return { orderId: (await answer.json()).id };
}

/** Standard Webhooks: it is from Paydesk, unchanged, and of the last five minutes. */
function isSigned(headers, body) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const own = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  return (
    Math.abs(Date.now() / 1000 - timestamp) < 300 &&
    (headers["webhook-signature"] ?? "").split(" ").some((each) => {
      const signature = Buffer.from(each.replace(/^v1,/, ""), "base64");
      return signature.length === own.length && timingSafeEqual(signature, own);
    })
  );
}

/** The rows are as they are now; a later version of an order counts. */
function follow(id, order) {
  if (order.status === "review") return 503; // a person decides; it comes again
  const { course } = order.metadata;
  if (course && !done.has(id) && order.version >= (access.get(order.id)?.version ?? 0)) {
    const open = order.status === "paid" || order.status === "partially_refunded";
    access.set(order.id, { user: order.userId, course, open, version: order.version });
  }
  done.add(id);
  return 204;
}

const coursesOf = (user) =>
  [...access.values()].filter((one) => one.open && one.user === user).map((one) => one.course);

async function answer(request, body) {
  const url = new URL(request.url, "http://shop");
  const user = url.searchParams.get("user"); // a real shop knows who is logged in
  switch (`${request.method} ${url.pathname}`) {
    case "GET /courses":
      return [200, coursesOf(user)];
    case "POST /buy": {
      const course = url.searchParams.get("course");
      return prices.has(course) ? [201, await buy(user, course)] : [404];
    }
    case "POST /paydesk": {
      if (!isSigned(request.headers, body)) return [400];
      const { order } = JSON.parse(body).data;
      return [order ? follow(request.headers["webhook-id"], order) : 204]; // a test delivery has no rows
    }
    default:
      return [404];
  }
}

createServer(async (request, response) => {
  let body = "";
  for await (const part of request.setEncoding("utf8")) body += part;
  try {
    const [status, json] = await answer(request, body);
    response.writeHead(status, { "content-type": "application/json" }).end(json && JSON.stringify(json));
  } catch (e) {
    console.error(e);
    response.writeHead(500).end();
  }
}).listen(port, "127.0.0.1", function () {
  console.log(`The shop listens on http://127.0.0.1:${this.address().port}`);
});
