"""The place where a fleet is watched, rewound and conducted."""
