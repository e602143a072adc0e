"""The websocket service: wires accounts, dialogues and the room engine together."""
