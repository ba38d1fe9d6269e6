"""An interactive terminal course about conducting a fleet of coding agents."""

__version__ = "0.1.0"
