// A shop's browser code with Stripe's own types. What it uses, the stand-in has; names.mts says the reverse.
import type {
  PaymentIntentResult, SetupIntentResult, Stripe, StripeConstructor, StripePaymentElementChangeEvent,
} from "@stripe/stripe-js";

declare const Stripe: StripeConstructor;

const stripe: Stripe = Stripe("pk_test_1", { locale: "de" });
const elements = stripe.elements({
  clientSecret: "pi_1_secret_1",
  locale: "de",
  loader: "auto",
  appearance: { theme: "night", variables: { colorPrimary: "#4338ca" }, rules: { ".Label": { color: "red" } } },
});
const element = elements.create("payment", { layout: { type: "accordion", defaultCollapsed: true } });
element.on("change", (change: StripePaymentElementChangeEvent) => change.complete);
element.mount("#payment");
element.update({ readOnly: true });
element.collapse();
element.unmount();
await elements.update({ amount: 100 });
const { error: missing } = await elements.submit();
missing?.code?.startsWith("incomplete");

const confirmParams = { return_url: "https://shop.example/thanks" };
const paid: PaymentIntentResult =
  await stripe.confirmPayment({ elements, confirmParams, redirect: "if_required" });
paid.error?.payment_intent?.id;
const saved: SetupIntentResult =
  await stripe.confirmSetup({ elements, confirmParams, redirect: "if_required" });
saved.setupIntent?.status;
(await stripe.handleNextAction({ clientSecret: "pi_1_secret_1" })).paymentIntent?.status;
(await stripe.retrievePaymentIntent("pi_1_secret_1")).paymentIntent?.amount;
(await stripe.retrieveSetupIntent("seti_1_secret_1")).setupIntent?.status;

const express = elements.create("expressCheckout", { buttonHeight: 48, paymentMethods: { paypal: "never" } });
express.on("ready", ({ availablePaymentMethods }) => availablePaymentMethods?.applePay);
express.on("availablepaymentmethodschange", ({ paymentMethods }) => paymentMethods?.link?.available);
express.on("click", ({ expressPaymentType, resolve, reject }) =>
  expressPaymentType === "link" ? reject() : resolve({ lineItems: [{ name: "Two tickets", amount: 100 }] }));
express.on("confirm", ({ billingDetails, paymentFailed }) =>
  billingDetails?.address.country === "US" || paymentFailed({ reason: "invalid_billing_address" }));
express.on("cancel", () => undefined);
express.mount("#express");

const address = elements.create("address", { mode: "shipping", fields: { phone: "always" } });
address.mount("#address");
const { complete, value } = await address.getValue();
value.address.postal_code.trim();
elements.getElement("address", { mode: "shipping" })?.destroy();
if (complete) {
  const { confirmationToken } = await stripe.createConfirmationToken({ elements, params: confirmParams });
  confirmationToken?.payment_method_preview.card?.last4.trim();
}
element.on("savedpaymentmethodremove", ({ success, payment_method }) => success && payment_method.id);

const page = await stripe.createEmbeddedCheckoutPage({
  fetchClientSecret: async () => "cs_1_secret_1", onComplete: () => undefined,
});
page.mount("#checkout");
page.destroy();

const checkout = stripe.initCheckoutElementsSdk({ clientSecret: Promise.resolve("cs_1_secret_1") });
checkout.on("change", (session) => session.canConfirm);
checkout.createPaymentElement().mount("#payment");
const loaded = await checkout.loadActions();
if (loaded.type === "success") {
  const result = await loaded.actions.confirm({ email: "ada@example.com", redirect: "if_required" });
  if (result.type === "error" && result.error.code === "paymentFailed") {
    result.error.paymentFailed.declineCode?.trim();
  }
  await loaded.actions.applyPromotionCode("SUMMER");
  loaded.actions.getSession().total.total.amount.trim();
}
