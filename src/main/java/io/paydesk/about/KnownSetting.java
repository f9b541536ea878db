package io.paydesk.about;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A setting, as the sources describe it: {@code settings.json} is made from their Javadoc.
 *
 * @param variable as a deployer types it
 * @param property as the sources call it
 * @param type of the value in Java
 * @param meaning one or two sentences, with code in backticks
 * @param usually what holds where nobody has set it; null where nothing does
 */
public record KnownSetting(
    @JsonProperty("variable") String variable,
    @JsonProperty("property") String property,
    @JsonProperty("type") String type,
    @JsonProperty("meaning") String meaning,
    @JsonProperty("usually") @Nullable String usually) {}
