// Each line that follows an expectation is a mistake, which the compiler must find.
import createClient from "openapi-fetch";
import type { components, paths, webhooks } from "./paydesk.mjs";

const client = createClient<paths>({ baseUrl: "/" });

// @ts-expect-error a price is text
await client.POST("/v1/orders", { body: { userId: "user-1", price: 99.99, currency: "usd" } });

// @ts-expect-error an order needs a currency
await client.POST("/v1/orders", { body: { userId: "user-1", price: "99.99" } });

// @ts-expect-error no order is payed
const status: components["schemas"]["OrderStatus"] = "payed";

// @ts-expect-error a client secret may be missing
const secret: string = ({} as components["schemas"]["StartedPayment"]).clientSecret;

// @ts-expect-error nothing is served there
await client.GET("/v1/nothing");

// @ts-expect-error a page has its rows in data
({}) as components["schemas"]["OrderPage"] satisfies { rows: unknown };

type Delivery<T extends keyof webhooks> =
  webhooks[T]["post"]["requestBody"]["content"]["application/json"];

const bought = ({} as Delivery<"payment.succeeded">).data?.payment.orderId satisfies number | undefined;

// @ts-expect-error a payment's delivery has no refund
const refund = ({} as Delivery<"payment.succeeded">).data.refund;

// @ts-expect-error there is no such thing to be told of
const happened: Delivery<"refund.failed">["type"] = "refund.refused";

export { bought, happened, refund, secret, status };
