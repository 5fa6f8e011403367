/** The format of age (age-encryption.org/v1): what is written here can be read by Debian's {@code age}, and the other way round. */
@NullMarked
package io.slipway.age;

import org.jspecify.annotations.NullMarked;
