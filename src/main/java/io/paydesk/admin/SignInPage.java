package io.paydesk.admin;

import org.jspecify.annotations.Nullable;

/**
 * The page on which somebody signs in.
 *
 * @param to where they go afterwards
 * @param problem why they could not; null before they have tried
 * @param why they are here, such as that the session has ended; null for no reason
 */
public record SignInPage(String to, @Nullable String problem, @Nullable String why) {}
