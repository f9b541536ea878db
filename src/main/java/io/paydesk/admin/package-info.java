/**
 * The page at {@code /admin}, where the shop looks after its money. To add a page:
 *
 * <ol>
 *   <li>A template, {@code templates/admin/NAME.html}: {@code {#include admin/shell}}, in it {@code
 *       {#title}}, {@code {#main}} and, if it has modules, {@code {#scripts}}, with {@code <script
 *       type="module" src="{frame.assets}/NAME.js">}.
 *   <li>A resource with {@code @Path("/admin/NAME")} and {@code @RolesAllowed({Caller.ADMIN,
 *       Caller.SUPPORT})}. Its methods have {@code @CarriesCalls} and {@code @Operation(hidden =
 *       true)}, and answer {@link io.paydesk.admin.AdminPages#show}: given who looks, make the
 *       template's instance from the beans that the API's resources use.
 *   <li>{@code frame} and {@code words} are in each template: declare them where they are used, as
 *       {@code {@io.paydesk.admin.AdminWords words}}. Amounts, times and badges: {@code
 *       {words.amount(minor, currency)}}, {@code {words.time(at)}}, {@code {words.badge(status)}}.
 *   <li>Style sheets and modules lie in {@code resources/io/paydesk/admin} and are named in {@link
 *       io.paydesk.admin.AdminAssets}. {@code api.js} sends calls, {@code toast.js} says what came
 *       of them. What a module asks by itself, without anybody's doing, has the header {@code
 *       X-Paydesk-Unattended}, so that the session still ends when nobody is there.
 *   <li>A request by htmx is answered what is in {@code main} alone.
 * </ol>
 */
@NullMarked
package io.paydesk.admin;

import org.jspecify.annotations.NullMarked;
