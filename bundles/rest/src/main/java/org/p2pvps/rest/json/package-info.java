/** JSON as the API speaks it: strict when reading, plain when writing. */
package org.p2pvps.rest.json;
