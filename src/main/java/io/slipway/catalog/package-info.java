/** Services, environments and targets: YAML files read into validated records. */
@NullMarked
package io.slipway.catalog;

import org.jspecify.annotations.NullMarked;
